<?xml version="1.0" encoding="UTF-8"?>
<!-- Every reading of every point of a GPX or TCX file as a line: number of the track or activity, number of the point
     in the file, name, text; parted by tabs. Names are without their prefix, whose namespaces exporters mix up. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:for-each select="*/*[local-name()='trk']
                          | */*[local-name()='Activities']/*[local-name()='Activity']
                          | */*[local-name()='Activities']/*[local-name()='MultiSportSession']/*/*[local-name()='Activity']">
      <xsl:variable name="activity" select="position()"/>
      <xsl:for-each select="*[local-name()='trkseg']/*[local-name()='trkpt']
                            | *[local-name()='Lap']/*[local-name()='Track']/*[local-name()='Trackpoint']">
        <xsl:variable name="point" select="concat($activity, '&#9;', position(), '&#9;')"/>
        <xsl:for-each select="@lat | @lon | .//*[not(*)]">
          <xsl:value-of select="$point"/>
          <xsl:choose>
            <xsl:when test="local-name()='Value'"><xsl:value-of select="local-name(..)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="local-name()"/></xsl:otherwise>
          </xsl:choose>
          <xsl:text>&#9;</xsl:text>
          <xsl:value-of select="substring(normalize-space(), 1, 60)"/>
          <xsl:text>&#10;</xsl:text>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
